import type { ScheduledHandler } from 'aws-lambda';
import { HUB_VARIABLES } from '../hub-deps.ts';
import { startFunction } from '../start-function.ts';
import { makeDeps } from './deps.ts';
import { reconcile } from './reconcile.ts';

const deps = makeDeps(startFunction(__dirname, 'reconcile', HUB_VARIABLES));

/** Runs every five minutes. */
export const handler: ScheduledHandler = () => reconcile(Date.now(), deps);
