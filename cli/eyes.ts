import { userFolder } from './folders.ts';
import { main } from './main.ts';

process.chdir(userFolder(process.cwd(), process.env));
process.exitCode = await main(process.argv.slice(2));
