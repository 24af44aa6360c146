import { watchingContract } from '../../contracts/watching.ts';
import { discordWorld } from './world.ts';

watchingContract('Discord', discordWorld);
