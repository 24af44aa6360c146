import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/ingest/page/language.ts';
import { STORIES, textOfStory } from '../../support/stories.ts';

/** A few plain sentences of each. */
const SAMPLES: Record<string, string> = {
  en: textOfStory(STORIES.strike),
  de: textOfStory(STORIES.german),
  fr: 'Le conseil du port a annoncé mardi que les bateaux navigueront de nouveau à partir du mois d’avril. La ligne était fermée depuis deux ans, parce que des fissures avaient été trouvées dans les coques. Les habitants des îles ne paieront pas pour les premiers voyages.',
  es: 'La junta del puerto anunció el martes que los barcos volverán a navegar en abril, dos años después del cierre de la línea. El arreglo costó más de lo que se esperaba, pero los vecinos de las islas no pagarán en el primer mes.',
  it: 'Il consiglio del porto ha annunciato che le navi torneranno a navigare nel mese di aprile, due anni dopo la chiusura della linea. I lavori sono costati più del previsto, ma gli abitanti delle isole non pagheranno per il primo mese.',
  pt: 'O conselho do porto anunciou que os barcos voltam a navegar em abril, dois anos depois do fecho da linha. As obras custaram mais do que se pensava, mas os moradores das ilhas não pagam no primeiro mês. A decisão foi tomada na terça-feira.',
  nl: 'Het havenbestuur heeft dinsdag gezegd dat de boten vanaf april weer varen, twee jaar nadat de lijn werd gesloten. De werken kostten meer dan verwacht, maar de bewoners van de eilanden betalen in de eerste maand niet voor hun reis.',
  sv: 'Hamnstyrelsen sade på tisdagen att båtarna ska gå igen från april, två år efter det att linjen stängdes. Arbetet har kostat mer än väntat, men de som bor på öarna ska inte betala för den första månaden.',
  fi: 'Satamalautakunta sanoi tiistaina, että laivat kulkevat taas huhtikuusta alkaen. Linja oli suljettu kaksi vuotta sitten, kun rungoista löytyi halkeamia. Työt ovat maksaneet enemmän kuin oli odotettu, mutta saarten asukkaat eivät maksa ja se on hyvä.',
  pl: 'Zarząd portu powiedział we wtorek, że statki będą znowu pływać od kwietnia, dwa lata po zamknięciu linii. Prace kosztowały więcej, niż się spodziewano, ale mieszkańcy wysp nie zapłacą za podróż w pierwszym miesiącu i to jest dobra wiadomość dla nich.',
  tr: 'Liman kurulu salı günü yaptığı açıklamada gemilerin nisan ayında yeniden sefere çıkacağını söyledi. Hat iki yıl önce çok eski teknelerde çatlaklar olduğu için kapatılmıştı. Bu çalışma beklenenden daha pahalı oldu, ancak ada halkı ilk ay için bir ücret ödemeyecek ve bu da iyi.',
  id: 'Dewan pelabuhan mengatakan pada hari Selasa bahwa kapal akan berlayar lagi dari bulan April, dua tahun setelah jalur itu ditutup. Biaya yang dikeluarkan lebih besar dari yang diperkirakan, tetapi warga di pulau tidak akan membayar untuk bulan pertama ini.',
  ru: 'Совет порта сообщил во вторник, что паромы снова пойдут в апреле, через два года после закрытия линии. Работы стоили больше, чем ожидалось, но жители островов не будут платить за первый месяц. Это было решено на заседании, которое длилось два часа.',
  uk: 'Рада порту повідомила у вівторок, що пороми знову підуть у квітні, через два роки після закриття лінії. Роботи коштували більше, ніж очікували, але жителі островів не платитимуть за перший місяць. Про це було сказано на засіданні, яке тривало дві години.',
  ja: '港湾委員会は火曜日、フェリーが四月から再び運航すると発表した。路線は二年前に閉鎖されていた。島の住民は最初の月は無料である。',
  zh: '港口委员会星期二宣布，渡轮将从四月起重新开航，这条航线两年前关闭。岛上居民第一个月免费乘船。',
  el: 'Το συμβούλιο του λιμανιού ανακοίνωσε την Τρίτη ότι τα πλοία θα ταξιδεύουν ξανά από τον Απρίλιο.',
};

describe('the language of a text', () => {
  it.each(Object.entries(SAMPLES))('is told by its words: %s', (tag, text) => {
    expect(languageOf(text, [])).toBe(tag);
  });

  it('is what the page declares where its words do not tell', () => {
    expect(languageOf('Goal!', ['en-GB'])).toBe('en');
    expect(languageOf('', [null, 'pt_BR', 'en'])).toBe('pt');
    expect(languageOf('1 2 3', ['', 'English', 'x'])).toBeNull();
  });

  it('is not what the page declares where its words say otherwise', () => {
    expect(languageOf(SAMPLES.de!, ['en'])).toBe('de');
    expect(languageOf(SAMPLES.en!, ['ru'])).toBe('en');
  });

  it('is not said of words that are of none', () => {
    expect(languageOf('Lorem ipsum dolor sit amet consectetur adipiscing elit '.repeat(5), [])).toBeNull();
    expect(languageOf('a1 b2 c3 '.repeat(50), [])).toBeNull();
  });
});
