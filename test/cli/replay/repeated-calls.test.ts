import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
	type CallGroup,
	callOf,
	DIFFERING,
	groupNumbers,
	PARTS_READ,
	RepeatedCalls,
} from '../../../cli/replay/repeated-calls.ts';
import { signInFromRecord } from '../../../shared/sign-in/from-record.ts';
import { iamUser } from '../../support/a-record.ts';
import { busyKeys } from '../../support/busy-keys.ts';

const oneThread = () => new RepeatedCalls(groupNumbers(0, 1));

it('gives a call that repeats another one as its whole record is read', () => {
	let found = 0;
	fc.assert(
		fc.property(busyKeys, (records) => {
			const calls = oneThread();
			const groups: CallGroup[] = [];
			for (const record of records) {
				const call = calls.find(record, groups);
				const group = groups.find((one) => one.group === call?.group);
				if (call === null || group === undefined) continue;
				found++;
				expect(callOf(group, call)).toEqual(signInFromRecord(record));
			}
		}),
	);
	expect(found).toBeGreaterThan(1_000);
});

it('makes a group of the second call, so that what happens once needs none', () => {
	const calls = oneThread();
	const record = (id: string, part = {}) => ({
		...{ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', eventID: id },
		...{ eventTime: `2026-03-03T01:00:0${id}Z`, requestParameters: { id } },
		...{ userIdentity: { ...iamUser(), accessKeyId: 'AKIAEXAMPLE0000000001' }, ...part },
	});
	const groups: CallGroup[] = [];
	const at = Date.parse('2026-03-03T01:00:00Z');
	expect(calls.find(record('1'), groups)).toBeNull();
	expect(calls.find(record('2'), groups)).toEqual({ group: 0, eventId: '2', time: at + 2_000 });
	expect(calls.find(record('3'), groups)).toEqual({ group: 0, eventId: '3', time: at + 3_000 });
	expect(calls.find(record('4', { errorCode: 'AccessDenied' }), groups)).toBeNull();
	expect(calls.find(record('5', { vpcEndpointId: 'vpce-1' }), groups)).toBeNull();
	expect(groups).toHaveLength(1);
});

it('numbers groups so that threads do not use the same number, and makes no more than fit', () => {
	const made = [0, 1].map((thread) => {
		const { first, step, most } = groupNumbers(thread, 2);
		return Array.from({ length: most }, (_, n) => first + n * step);
	});
	expect(new Set(made.flat()).size).toBe(10_000);
});

it('leaves out nothing of a call that reading it looks at', () => {
	const read = new Map<string, Set<string>>();
	const watched = (fields: object, part: string): object =>
		new Proxy(fields, {
			getOwnPropertyDescriptor(target, key) {
				note(read, part, String(key));
				return Reflect.getOwnPropertyDescriptor(target, key);
			},
			get(target, key, receiver) {
				note(read, part, String(key));
				return Reflect.get(target, key, receiver);
			},
		});
	fc.assert(
		fc.property(busyKeys, (records) => {
			for (const record of records) {
				const calls = oneThread();
				calls.find(record, []);
				const groups: CallGroup[] = [];
				if (calls.find(record, groups) === null) continue;
				const parts = Object.keys(PARTS_READ).map((part) => [part, watched({}, part)]);
				signInFromRecord(
					watched({ ...record, ...Object.fromEntries(parts) }, 'record') as Record<string, unknown>,
				);
			}
		}),
	);
	for (const [part, keys] of Object.entries(PARTS_READ))
		expect([...(read.get(part) ?? [])].filter((key) => !keys.includes(key))).toEqual([]);
	const own = [...(read.get('record') ?? [])].filter((key) => DIFFERING.has(key));
	expect(own.filter((key) => !Object.hasOwn(PARTS_READ, key)).sort()).toEqual([
		'eventID',
		'eventTime',
	]);
});

function note(read: Map<string, Set<string>>, part: string, key: string): void {
	read.set(part, (read.get(part) ?? new Set()).add(key));
}
