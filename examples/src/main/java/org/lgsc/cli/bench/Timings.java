package org.lgsc.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times of several candidates at the same work, measured in alternating rounds, so that a drift of
 * the machine affects all alike. A candidate runs for a tenth of a second before it is measured:
 * the previous one has left other data in the caches, and its threads may still spin.
 */
final class Timings {
    /** Milliseconds of runs before each measured one. */
    private static final double SETTLING = 100;

    /** Milliseconds of a run from which on no runs are needed before it. */
    private static final double LONG = 1000;

    private final String work;
    private final Map<String, Runnable> candidates = new LinkedHashMap<>();
    private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();

    Timings(String work) {
        this.work = work;
    }

    String work() {
        return work;
    }

    Timings candidate(String name, Runnable run) {
        candidates.put(name, run);
        milliseconds.put(name, new ArrayList<>());
        return this;
    }

    /** Runs every candidate in turn; the first rounds are not measured. */
    Timings run(int warmUp, int rounds) {
        Map<String, Double> last = new HashMap<>();
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Runnable> candidate : candidates.entrySet()) {
                String name = candidate.getKey();
                if (last.getOrDefault(name, Double.MAX_VALUE) < LONG) {
                    settle(candidate.getValue());
                }
                double time = time(candidate.getValue());
                last.put(name, time);
                if (round >= 0) {
                    milliseconds.get(name).add(time);
                }
            }
        }
        return this;
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void settle(Runnable work) {
        for (double spent = 0; spent < SETTLING; ) {
            spent += time(work);
        }
    }

    /** Times of one candidate in milliseconds. */
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
