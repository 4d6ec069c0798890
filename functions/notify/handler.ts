import type { SQSHandler } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { makeDeps, VARIABLES } from './make-deps.ts';
import { notify } from './notify.ts';

const deps = makeDeps(
	readEnvironment(...VARIABLES),
	readConfiguration(__dirname),
	telemetry('notify'),
);

/** Hints from the channel's queue; what is left to say is put off, and the message with it. */
export const handler: SQSHandler = ({ Records }) => notify(Records, deps);
