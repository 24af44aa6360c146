import { watchingContract } from '../../contracts/watching.ts';
import { slackWorld } from './world.ts';

watchingContract('Slack', options => slackWorld('socket', options));
