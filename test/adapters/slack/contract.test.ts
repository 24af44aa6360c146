import { chatContract } from '../../contracts/chat.ts';
import { slackWorld } from './world.ts';

chatContract('Slack in Socket Mode', options => slackWorld('socket', options));
chatContract('Slack over HTTP', options => slackWorld('http', options));
