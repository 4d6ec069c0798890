import type { SQSHandler } from 'aws-lambda';
import { startFunction } from '../start-function.ts';
import { contain } from './contain.ts';
import { makeDeps, VARIABLES } from './deps.ts';

const deps = makeDeps(startFunction(__dirname, 'contain', VARIABLES));

/** Handles the hints in the queue of policies: one message group per policy. */
export const handler: SQSHandler = (event) => contain(event, deps);
