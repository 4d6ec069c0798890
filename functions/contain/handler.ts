import type { SQSHandler } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { contain } from './contain.ts';
import { openRooms, VARIABLES } from './make-deps.ts';

const environment = readEnvironment(...VARIABLES);
const rooms = openRooms(environment, readConfiguration(__dirname), telemetry('contain'));

/** Hints, one group per target. A target that must be looked at again is reported as failed, and its message deferred. */
export const handler: SQSHandler = (event) => contain(event, rooms);
