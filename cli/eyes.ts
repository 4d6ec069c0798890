import { enableCompileCache } from 'node:module';

// Compiling the TypeScript is a third of a short run; Node keeps the result for the next one.
enableCompileCache();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
