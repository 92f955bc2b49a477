package org.lgsc.examples.reproduce;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingOptions;

/**
 * What has to be run for a table.
 *
 * @param table of the paper
 * @param data what it is run on, in words; says so when it is simulated
 * @param protocols in the table's order
 * @param missing protocols of the table for which there is no data
 */
public record Plan(PaperTable table, String data, List<Protocol> protocols, List<String> missing) {
    /** What the words for simulated data begin with. */
    static final String SIMULATED = "SIMULATED DATA";

    /** Copies the lists. */
    public Plan {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(data, "data");
        protocols = List.copyOf(protocols);
        missing = List.copyOf(missing);
    }

    /**
     * A row of the table.
     *
     * @param name as in {@link PaperTable#protocols()}
     * @param folds one or more
     */
    public record Protocol(String name, List<Fold> folds) {
        /** Copies the list. */
        public Protocol {
            folds = List.copyOf(folds);
        }
    }

    /**
     * One training with its evaluation.
     *
     * @param name e.g. "fold-1"
     * @param data tells apart what {@code dataset} gives: the same words, the same data
     * @param dataset with all three splits; drawn or read when it is asked for
     * @param options of the training
     */
    public record Fold(
            String name, String data, Supplier<PadDataset> dataset, TrainingOptions options) {
        /** What must be equal for a finished fold to be taken over. */
        public String fingerprint() {
            return data + "\n" + options.asMap() + "\n" + options.preprocessing() + "\n";
        }
    }

    /** Whether the numbers that come out are of simulated data. */
    public boolean simulated() {
        return data.startsWith(SIMULATED);
    }

    /** Number of trainings. */
    public int folds() {
        return protocols.stream().mapToInt(p -> p.folds().size()).sum();
    }
}
