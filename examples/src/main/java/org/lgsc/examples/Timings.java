package org.lgsc.examples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times of several candidates at the same work, taken in turn, so that a drift of the machine hits
 * all alike.
 */
final class Timings {
    private final String work;
    private final Map<String, Runnable> candidates = new LinkedHashMap<>();
    private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();

    Timings(String work) {
        this.work = work;
    }

    /** What was timed. */
    String work() {
        return work;
    }

    Timings candidate(String name, Runnable run) {
        candidates.put(name, run);
        milliseconds.put(name, new ArrayList<>());
        return this;
    }

    /** Runs every candidate in turn; the first rounds do not count. */
    Timings run(int warmUp, int rounds) {
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Runnable> candidate : candidates.entrySet()) {
                long start = System.nanoTime();
                candidate.getValue().run();
                if (round >= 0) {
                    milliseconds.get(candidate.getKey()).add((System.nanoTime() - start) / 1e6);
                }
            }
        }
        return this;
    }

    /**
     * Times of one candidate in milliseconds.
     *
     * @param name of the candidate
     * @param median of the rounds
     * @param minimum of the rounds
     * @param maximum of the rounds
     * @param rounds that counted
     */
    record Result(String name, double median, double minimum, double maximum, int rounds) {
        /**
         * @param milliseconds of the rounds, in any order; at least one
         */
        static Result of(String name, List<Double> milliseconds) {
            List<Double> sorted = new ArrayList<>(milliseconds);
            Collections.sort(sorted);
            int n = sorted.size();
            double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
            return new Result(name, median, sorted.get(0), sorted.get(n - 1), n);
        }
    }

    List<Result> results() {
        List<Result> results = new ArrayList<>();
        milliseconds.forEach((name, values) -> results.add(Result.of(name, values)));
        return results;
    }
}
