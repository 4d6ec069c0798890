import type { JsonObject } from '../../../shared/record/json-object.ts';
import type { Place } from '../aws/clients.ts';
import type { Cloud, CloudStack } from '../deploy/cloud.ts';

/** What is about to be deployed, and what is there. */
export interface Asking {
	readonly cloud: Cloud;
	readonly place: Place;
	/** As it was synthesized. */
	readonly template: JsonObject;
	readonly parameters: Readonly<Record<string, string>>;
	/** The stack as it is now; null if it is new. */
	readonly before: CloudStack | null;
}

/** A resource that AWS would refuse, and why. */
export interface Refusal {
	readonly logicalId: string;
	readonly reason: string;
}

/** Finds what AWS refuses although the emulators take it. */
export type StrictRule = (asking: Asking) => Promise<readonly Refusal[]>;
