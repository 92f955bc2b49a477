package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingOptions;

/**
 * What has to be run for a table.
 *
 * @param table of the paper
 * @param data what it is run on, in words; says so when it is simulated
 * @param protocols in the table's order
 * @param missing protocols and folds of the table for which there is no data, with the reason
 * @param notes how it is run and where that differs from the paper, a sentence each
 */
public record Plan(
        PaperTable table,
        String data,
        List<Protocol> protocols,
        List<String> missing,
        List<String> notes) {
    /** What the words for simulated data begin with. */
    static final String SIMULATED = "SIMULATED DATA";

    /** Copies the lists. */
    public Plan {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(data, "data");
        protocols = List.copyOf(protocols);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }

    /** One without notes. */
    public Plan(PaperTable table, String data, List<Protocol> protocols, List<String> missing) {
        this(table, data, protocols, missing, List.of());
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
     * @param learning the same for training and development data alone: folds with the same words,
     *     options and encoder share a training
     * @param dataset with all three splits
     * @param options of the training
     * @param encoder that it starts from
     */
    public record Fold(
            String name,
            String data,
            String learning,
            FoldData dataset,
            TrainingOptions options,
            EncoderStart encoder) {
        /** A fold whose data are one data set. */
        public static Fold of(
                String name,
                String data,
                Supplier<PadDataset> dataset,
                TrainingOptions options,
                EncoderStart encoder) {
            return new Fold(name, data, data, FoldData.of(dataset), options, encoder);
        }

        /** What must be equal for a finished fold to be taken over. */
        public String fingerprint() {
            return data + "\n" + trainedBy();
        }

        /** What must be equal for a training to be taken over. */
        String training() {
            return learning + "\n" + trainedBy();
        }

        private String trainedBy() {
            String text = options.asMap() + "\n" + options.preprocessing() + "\n";
            // folds of earlier versions began from random weights and do not name an encoder
            return encoder.equals(EncoderStart.RANDOM)
                    ? text
                    : text + "encoder " + encoder.identity() + "\n";
        }
    }

    /** Whether the numbers that come out are of simulated data. */
    public boolean simulated() {
        return data.startsWith(SIMULATED);
    }

    /** Number of folds. */
    public int folds() {
        return protocols.stream().mapToInt(p -> p.folds().size()).sum();
    }

    /** Number of trainings: folds may share one. */
    public int trainings() {
        return (int)
                protocols.stream()
                        .flatMap(p -> p.folds().stream())
                        .map(Fold::training)
                        .distinct()
                        .count();
    }
}
