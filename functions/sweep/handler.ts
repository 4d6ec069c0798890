import type { ScheduledHandler } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { openRooms, VARIABLES } from './open-rooms.ts';
import { sweep } from './sweep.ts';

const environment = readEnvironment(...VARIABLES);
const rooms = openRooms(environment, readConfiguration(__dirname), telemetry('sweep'));

/** Runs every five minutes. */
export const handler: ScheduledHandler = () => sweep(Date.now(), rooms);
