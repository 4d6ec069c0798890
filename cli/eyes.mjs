#!/usr/bin/env node
import { runNode24 } from './node-24.mjs';

runNode24(['cli/eyes.ts', ...process.argv.slice(2)]);
