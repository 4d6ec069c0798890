import { expect } from 'vitest';
import { withMemory } from '../../functions/judge-credential-use/judge-uses.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { UNTRUSTED, usingKey } from './a-record.ts';
import { CONTAIN, casesOf, judgeDeps } from './judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

export const T0 = Date.parse('2026-03-03T01:00:00Z');

/** A call of bora's key so many seconds later. */
export function use(seconds: number, eventName = 'DescribeInstances', over: Fields = {}): Fields {
	const eventTime = new Date(T0 + seconds * 1_000).toISOString().replace('.000', '');
	return usingKey(eventName, { eventTime, sourceIPAddress: UNTRUSTED, ...over });
}

/** So many calls, one a second. */
export function calls(from: number, many: number, over: Fields = {}): Fields[] {
	return Array.from({ length: many }, (_, n) => use(from + n, 'DescribeInstances', over));
}

/** The deps of a new process of judge-credential-use, in mode `contain`. */
export function given(table: Table, over: Partial<ConfigurationInput> = {}) {
	const deps = judgeDeps(table, { ...CONTAIN, ...over });
	return { ...deps, ...withMemory(deps), sent: deps.sent, heard: deps.heard };
}

/** The uses of the only case of which notify was told. */
export async function usesOf(deps: ReturnType<typeof given>) {
	const [only, ...others] = await casesOf(deps);
	expect(others).toEqual([]);
	return only?.case.uses;
}
