package io.rpcparallel.health;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import io.rpcparallel.master.WorkerSnapshot;

/**
 * Finds a name for each worker that no other has and that can be a segment of a path.
 */
final class ComponentNames {

	private static final Pattern NOT_FOR_A_PATH = Pattern.compile("[^\\p{L}\\p{N}._-]");

	private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");

	private static final int START_OF_ID = 8;

	private ComponentNames() {
	}

	/**
	 * Name all workers. Of several with the same name the youngest has it for itself, as
	 * it often takes the place of a lost one; the others also show the start of their id.
	 * @param workers the workers, in the order they were asked for
	 * @param reserved a name that no worker may have
	 * @return the workers by their names, in the same order
	 */
	static Map<String, WorkerSnapshot> of(List<WorkerSnapshot> workers, String reserved) {
		Map<String, UUID> taken = new HashMap<>();
		taken.put(reserved, new UUID(0, 0));
		Map<UUID, String> names = new HashMap<>();
		for (int i = workers.size() - 1; i >= 0; i--) {
			WorkerSnapshot worker = workers.get(i);
			String name = segment(worker.name());
			while (taken.putIfAbsent(name, worker.id()) != null) {
				name = name + "-" + worker.id().toString().substring(0, START_OF_ID);
			}
			names.put(worker.id(), name);
		}
		Map<String, WorkerSnapshot> named = new LinkedHashMap<>();
		workers.forEach((worker) -> named.put(names.getOrDefault(worker.id(), worker.name()), worker));
		return named;
	}

	private static String segment(String name) {
		String segment = NOT_FOR_A_PATH.matcher(name).replaceAll("_");
		return ONLY_DOTS.matcher(segment).matches() ? segment.replace('.', '_') : segment;
	}

}
