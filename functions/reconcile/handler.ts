import type { ScheduledHandler } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { HUB_VARIABLES } from '../hub-deps.ts';
import { makeDeps } from './make-deps.ts';
import { reconcile } from './reconcile.ts';

const deps = makeDeps({
	variables: readEnvironment(...HUB_VARIABLES),
	configuration: readConfiguration(__dirname),
	telemetry: telemetry('reconcile'),
	sessionName: 'eyes-reconcile',
});

/** Runs every five minutes. */
export const handler: ScheduledHandler = () => reconcile(Date.now(), deps);
