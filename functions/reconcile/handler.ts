import type { ScheduledHandler } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { HUB_VARIABLES } from '../hub-deps.ts';
import { openRooms } from './open-rooms.ts';
import { sweep } from './reconcile.ts';

const rooms = openRooms({
	variables: readEnvironment(...HUB_VARIABLES),
	configuration: readConfiguration(__dirname),
	telemetry: telemetry('sweep'),
	sessionName: 'eyes-sweep',
});

/** Runs every five minutes. */
export const handler: ScheduledHandler = () => sweep(Date.now(), rooms);
