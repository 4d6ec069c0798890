import type { JsonObject } from '../../../shared/record/json-object.ts';
import type { Place } from '../aws/clients.ts';
import type { Deployed, DeployedResource } from './deploy-stack.ts';
import { resourcesOf } from './template.ts';

/** The URLs of the emulators. */
export interface Emulated {
	readonly aws: string;
	readonly organizations: string;
}

/** What is deployed in the emulators, as CloudFormation would remember it. */
export interface Cloud {
	readonly at: Emulated;
	/** By `keyOf`. */
	readonly stacks: Map<string, CloudStack>;
	/** What deleted stacks left, by the ARN of the stack. */
	readonly kept: Map<string, readonly DeployedResource[]>;
	/** Why an instance of a StackSet is not current, by `keyOf` of its stack. */
	readonly failures: Map<string, string>;
	/** The types that were left out of templates, with the property that was the reason. */
	readonly leftOut: Set<string>;
}

/** A stack as it was deployed last: with everything that its template says. */
export interface CloudStack {
	readonly name: string;
	readonly place: Place;
	/** As it was synthesized. */
	readonly template: JsonObject;
	readonly parameters: Readonly<Record<string, string>>;
	readonly deployed: Deployed;
	/** ARNs of its policies in Organizations, by logical id. */
	readonly policies: ReadonlyMap<string, string>;
}

export function emptyCloud(at: Emulated): Cloud {
	return { at, stacks: new Map(), kept: new Map(), failures: new Map(), leftOut: new Set() };
}

/** Where a stack is: its account, Region and name. */
export interface StackAt {
	readonly place: Place;
	readonly name: string;
}

export function keyOf({ place: { account, region }, name }: StackAt): string {
	return `${account} ${region} ${name}`;
}

/** The failure of a stack, with the reasons; CloudFormation has rolled it back. */
export class StackFailed extends Error {}

/** Gives the stack that has a StackSet of this name, or undefined. */
export function stackSetOf(cloud: Cloud, place: Place, name: string): CloudStack | undefined {
	return [...cloud.stacks.values()].find(
		(stack) =>
			stack.place.account === place.account &&
			stack.place.region === place.region &&
			[...resourcesOf(stack.template).values()].some(
				({ type, properties }) =>
					type === 'AWS::CloudFormation::StackSet' && properties.StackSetName === name,
			),
	);
}
