import type { SQSHandler } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { contain } from './contain.ts';
import { makeDeps, VARIABLES } from './make-deps.ts';

const environment = readEnvironment(...VARIABLES);
const deps = makeDeps(environment, readConfiguration(__dirname), telemetry('contain'));

/** Hints, one group per policy. A policy that must be looked at again is reported as failed, and its message deferred. */
export const handler: SQSHandler = (event) => contain(event, deps);
