import { describe, expect, it } from 'vitest';
import { StetError } from '../../../src/core/errors.ts';
import { makeGuard } from '../../../src/ingest/fetch/guard.ts';

/** The nineteen ways to write a private address that other guards were measured with. */
const LITERALS = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://0/',
  'http://0.0.0.0/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[fd00:ec2::254]/',
];

/** And more that nobody on the open web has. */
const MORE = [
  'http://127.0.0.1./',
  'http://①②⑦.0.0.1/',
  'http://%31%32%37.0.0.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://168.63.129.16/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[64:ff9b:1::a9fe:a9fe]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[4000::1]/',
];

const OTHER = [
  'ftp://site.example/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:0',
  'http://site.example:22/',
  'http://site.example:8080/',
  'https://site.example:80/',
  'http://site.example:443/',
  'http://name@site.example/',
  'http://:password@site.example/',
];

function refusalOf(url: string, allow: string[] = []): StetError | null {
  try {
    makeGuard(allow).checkUrl(new URL(url));
    return null;
  } catch (fault) {
    expect(fault).toBeInstanceOf(StetError);
    return fault as StetError;
  }
}

describe('a URL is refused', () => {
  it.each([...LITERALS, ...MORE, ...OTHER])('%s', url => {
    expect(refusalOf(url)?.code).toBe('fetch-refused');
  });

  it('without a word of its name, password, query and fragment', () => {
    const fault = refusalOf('http://na.me:pass@site.example/a?token=t0ken#frag');
    expect(`${fault?.message} ${fault?.userMessage}`).toContain('http://site.example/a');
    expect(`${fault?.message} ${fault?.userMessage}`).not.toMatch(/na\.me|pass@|t0ken|frag/);
  });
});

describe('a URL is let through', () => {
  it.each([
    'http://site.example/',
    'https://site.example/a?b=c',
    'http://site.example:80/',
    'https://site.example:443/',
    'http://93.184.215.14/',
    'http://[2606:4700::1111]/',
  ])('%s', url => {
    expect(refusalOf(url)).toBeNull();
  });
});

describe('an allowed place', () => {
  it.each([
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['LocalHost:80', 'http://localhost/'],
    ['10.0.0.1:443', 'https://10.0.0.1/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['site.example:8443', 'https://site.example:8443/'],
  ])('%s lets %s through', (place, url) => {
    expect(refusalOf(url, [place])).toBeNull();
  });

  it.each([
    ['127.0.0.1:8080', 'http://127.0.0.1:8081/'],
    ['127.0.0.1:8080', 'http://127.0.0.1/'],
    ['127.0.0.1:8080', 'http://127.0.0.2:8080/'],
    ['localhost:8080', 'http://127.0.0.1:8080/'],
    ['site.example:8443', 'http://name@site.example:8443/'],
  ])('%s does not let %s through', (place, url) => {
    expect(refusalOf(url, [place])?.code).toBe('fetch-refused');
  });

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '168.63.129.16',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::a9fe:a9fe]',
  ])('may not be where a cloud keeps its credentials: %s', host => {
    expect(refusalOf(`http://${host}/`, [`${host}:80`, `${new URL(`http://${host}/`).hostname}:80`])?.code).toBe(
      'fetch-refused',
    );
  });

  it('may have private addresses by its name, others may not', () => {
    const guard = makeGuard(['cms.example:80']);
    expect(guard.permitsFor('cms.example', 80)('10.0.0.7')).toBe(true);
    expect(guard.permitsFor('cms.example', 80)('169.254.169.254')).toBe(false);
    expect(guard.permitsFor('cms.example', 443)('10.0.0.7')).toBe(false);
    expect(guard.permitsFor('other.example', 80)('10.0.0.7')).toBe(false);
    expect(guard.permitsFor('other.example', 80)('not an address')).toBe(false);
    expect(guard.permitsFor('other.example', 80)('93.184.215.14')).toBe(true);
  });
});
