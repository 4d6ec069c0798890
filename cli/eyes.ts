import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Short-lived objects come in floods here. V8 would let the space for them grow with the log.
setFlagsFromString('--max-semi-space-size=8');
// Compiling the TypeScript is a third of a short run; Node keeps the result for the next one.
enableCompileCache();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
