import { describe, expect, test } from 'vitest';
import { commandsOn } from '../../commands/help.ts';
import { commands } from '../../commands/index.ts';

const names = (surface: 'console' | 'chat') => commandsOn(commands, surface).map(command => command.name);

describe('the list of commands', () => {
  test('gives chat these and no others', () => {
    expect(names('chat')).toEqual([
      'ask',
      'why',
      'search',
      'article',
      'brief',
      'assess',
      'articles',
      'feed add',
      'feed list',
      'feed check',
      'feed pause',
      'feed resume',
      'feed remove',
      'add',
      'follow',
      'unfollow',
      'following',
      'digest at',
      'digest now',
      'digest off',
      'digest show',
      'sources',
      'others',
      'corrections',
      'vote',
      'watch',
      'unwatch',
      'watches',
      'flag',
      'unflag',
      'cases',
      'case',
      'take',
      'verdict',
      'forget',
      'status',
      'help',
    ]);
  });

  test('gives the console all of them', () => {
    expect(names('console')).toEqual([
      ...names('chat'),
      'ingest',
      'feed import',
      'feed export',
      'reindex',
      'backup',
      'migrate',
      'config',
      'doctor',
      'manifest',
      'invite',
    ]);
  });

  test('asks for an editor wherever something of others is changed', () => {
    const open = commands.filter(command => command.permission === 'everyone').map(command => command.name);
    expect(open).toEqual([
      'ask',
      'why',
      'search',
      'article',
      'brief',
      'assess',
      'articles',
      'feed list',
      'feed check',
      'following',
      'digest show',
      'sources',
      'others',
      'vote',
      'watch',
      'unwatch',
      'watches',
      'flag',
      'unflag',
      'forget',
      'status',
      'help',
      'config',
      'doctor',
      'manifest',
      'invite',
    ]);
  });

  test('holds no name twice', () => {
    expect(new Set(commands.map(command => command.name)).size).toBe(commands.length);
  });
});
