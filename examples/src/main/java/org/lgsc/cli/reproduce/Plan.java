package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingOptions;

/**
 * The experiments for a table.
 *
 * @param table table of the paper
 * @param data description of the data; states if they are simulated
 * @param protocols in the table's order
 * @param missing protocols and folds of the table for which there is no data, with the reason
 * @param notes sentences about settings and differences from the paper
 */
public record Plan(
        PaperTable table,
        String data,
        List<Protocol> protocols,
        List<String> missing,
        List<String> notes) {
    /** Prefix of descriptions of simulated data. */
    static final String SIMULATED = "SIMULATED DATA";

    public Plan {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(data, "data");
        protocols = List.copyOf(protocols);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }

    /** A row of the table, with one or more folds. */
    public record Protocol(String name, List<Fold> folds) {
        public Protocol {
            folds = List.copyOf(folds);
        }
    }

    /**
     * One training with its evaluation.
     *
     * @param name name such as "fold-1"
     * @param data description of the data of {@code dataset}, equal for equal data
     * @param learning description of only the training and development data: folds with equal
     *     descriptions, options and encoder share a training
     * @param dataset data with all three splits
     * @param options options of the training
     * @param encoder initial encoder
     */
    public record Fold(
            String name,
            String data,
            String learning,
            FoldData dataset,
            TrainingOptions options,
            EncoderStart encoder) {
        public static Fold of(
                String name,
                String data,
                Supplier<PadDataset> dataset,
                TrainingOptions options,
                EncoderStart encoder) {
            return new Fold(name, data, data, FoldData.of(dataset), options, encoder);
        }

        /** Text that must be equal to reuse a finished fold. */
        public String fingerprint() {
            return data + "\n" + trainedBy();
        }

        /** Text that must be equal to reuse a training. */
        String training() {
            return learning + "\n" + trainedBy();
        }

        private String trainedBy() {
            String text = options.asMap() + "\n" + options.preprocessing() + "\n";
            // folds of earlier versions started from random weights and do not name an encoder
            return encoder.equals(EncoderStart.RANDOM)
                    ? text
                    : text + "encoder " + encoder.identity() + "\n";
        }
    }

    public boolean simulated() {
        return data.startsWith(SIMULATED);
    }

    public int folds() {
        return protocols.stream().mapToInt(p -> p.folds().size()).sum();
    }
}
