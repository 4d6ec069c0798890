import type { ExpectedInstance } from './stack-instance.ts';

/** Accounts in which the instances of one StackSet in the same Regions are meant. */
export interface Places {
	readonly stackSet: string;
	readonly regions: readonly string[];
	readonly accounts: readonly string[];
}

/** Brings instances together that can be named in one line, however many accounts there are. */
export function placesOf(instances: readonly ExpectedInstance[]): Places[] {
	const ofAccount = Map.groupBy(instances, ({ stackSet, account }) => `${stackSet} ${account}`);
	const parts = [...ofAccount.values()].map((those) => ({
		those,
		regions: [...new Set(those.map(({ region }) => region))].toSorted(),
	}));
	const same = Map.groupBy(parts, ({ those: [first], regions }) =>
		[first?.stackSet, ...regions].join(' '),
	);
	return [...same.values()].flatMap((alike) => {
		const those = alike.flatMap((part) => part.those);
		const [first] = those;
		const accounts = [...new Set(those.map(({ account }) => account))];
		const { regions = [] } = alike[0] ?? {};
		return first === undefined ? [] : [{ stackSet: first.stackSet, regions, accounts }];
	});
}
