package org.lgsc.eval.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.comparison.SystemComparison.AcerDifference;
import org.lgsc.eval.internal.metric.Acer;
import org.lgsc.eval.internal.resampling.Bootstrap;

/**
 * Paired percentile bootstrap of the difference of two ACERs: in each replicate both systems are
 * counted on the same draw of subjects, or of presentations when a subject is not known. Thresholds
 * stay fixed, and each replicate has its own worst species for each system.
 */
final class PairedBootstrap {
    private final Map<String, Integer> groups = new TreeMap<>();

    /** Whether entire subjects are drawn. */
    private final boolean subjects;

    private final int units;

    /** In each row: unit, group, errors and trials of the first system, then of the second. */
    private final int[][] counts;

    PairedBootstrap(ScoredSystem a, ScoredSystem b, List<Pairing.Pair> pairs) {
        TreeSet<String> species = new TreeSet<>();
        pairs.forEach(p -> species.add(p.a().species()));
        species.add(""); // bona fide is the first group, even if empty
        species.forEach(s -> groups.put(s, groups.size()));
        Map<String, Integer> people = new HashMap<>();
        boolean known = true;
        for (Pairing.Pair pair : pairs) {
            known &= !pair.subject().isEmpty();
            people.putIfAbsent(pair.subject(), people.size());
        }
        subjects = known && people.size() > 1;
        units = subjects ? people.size() : pairs.size();
        Map<Long, int[]> rows = new HashMap<>();
        List<int[]> order = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pairing.Pair pair = pairs.get(i);
            int unit = subjects ? Objects.requireNonNull(people.get(pair.subject())) : i;
            int group = Objects.requireNonNull(groups.get(pair.a().species()));
            int[] row =
                    rows.computeIfAbsent(
                            (long) unit * groups.size() + group,
                            k -> {
                                int[] made = {unit, group, 0, 0, 0, 0};
                                order.add(made);
                                return made;
                            });
            if (pair.a().hasResponse()) {
                row[2] += a.errs(pair.a()) ? 1 : 0;
                row[3]++;
            }
            if (pair.b().hasResponse()) {
                row[4] += b.errs(pair.b()) ? 1 : 0;
                row[5]++;
            }
        }
        counts = order.toArray(int[][]::new);
    }

    /** Returns whether presentations were drawn because a subject is not known. */
    boolean drawsPresentations() {
        return !subjects;
    }

    /**
     * Returns the difference with its interval.
     *
     * @param bootstrap null for no interval
     */
    AcerDifference difference(double value, @Nullable Bootstrap bootstrap, double level) {
        if (bootstrap == null || units < 2) {
            return new AcerDifference(value, null, 0, 0, 0);
        }
        double[] sorted = bootstrap.values(units, this::difference);
        return new AcerDifference(
                value,
                Bootstrap.interval(
                        sorted, level, units + (subjects ? " subjects" : " presentations")),
                (int) Arrays.stream(sorted).filter(v -> v < 0).count(),
                (int) Arrays.stream(sorted).filter(v -> v > 0).count(),
                sorted.length);
    }

    private double difference(int[] weight) {
        long[][] sums = new long[4][groups.size()];
        for (int[] row : counts) {
            int w = weight[row[0]];
            for (int i = 0; i < 4; i++) {
                sums[i][row[1]] += (long) w * row[2 + i];
            }
        }
        return Acer.of(sums[0], sums[1]) - Acer.of(sums[2], sums[3]);
    }
}
