import { chatContract } from '../../contracts/chat.ts';
import { discordWorld } from './world.ts';

chatContract('Discord', discordWorld);
