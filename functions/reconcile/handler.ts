import type { ScheduledHandler } from 'aws-lambda';
import { startFunction } from '../start-function.ts';
import { makeDeps, VARIABLES } from './deps.ts';
import { reconcile } from './reconcile.ts';

const deps = makeDeps(startFunction(__dirname, 'reconcile', VARIABLES));

/** Runs every five minutes. */
export const handler: ScheduledHandler = () => reconcile(Date.now(), deps);
