import type { SQSHandler } from 'aws-lambda';
import { startFunction } from '../start-function.ts';
import { makeDeps, VARIABLES } from './deps.ts';
import { notify } from './notify.ts';

const deps = makeDeps(startFunction(__dirname, 'notify', VARIABLES));

/** Handles the hints in the queue of the Slack channel. */
export const handler: SQSHandler = (event) => notify(event, deps);
