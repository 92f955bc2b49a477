package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.PadDataset;

/** The pictures of a fold, which are drawn, read or prepared on demand. */
public interface FoldData {
    /** Training and development splits for a training. */
    PadDataset training();

    /** One split for scoring. */
    PadDataset scoring(Split split);

    /**
     * Attacks of the test subjects that neither the training nor the table has, which are scored
     * and reported separately.
     */
    default Optional<PadDataset> newSpecies() {
        return Optional.empty();
    }

    /** Metadata of a split's score file: data set, protocol, fold. */
    default Map<String, String> facts(Split split) {
        return Map.of();
    }

    /** Description of the scored frames, equal for equal frames. */
    default String scored() {
        return "all";
    }

    /**
     * A digest of the names and sizes of the files of splits, wherever they are; empty if the data
     * are not known by files.
     */
    default Optional<String> files(Split... splits) {
        return Optional.empty();
    }

    /** Remarks for the user before the fold is run. */
    default List<String> remarks() {
        return List.of();
    }

    /** Pictures with all splits from one data set, which is supplied once. */
    static FoldData of(Supplier<PadDataset> all) {
        return of(all, null);
    }

    /**
     * The same with attacks of new species.
     *
     * @param others has them as test split; null for none
     */
    static FoldData of(Supplier<PadDataset> all, @Nullable Supplier<PadDataset> others) {
        return new FoldData() {
            private PadDataset found;

            private synchronized PadDataset get() {
                if (found == null) {
                    found = all.get();
                }
                return found;
            }

            @Override
            public PadDataset training() {
                return get();
            }

            @Override
            public PadDataset scoring(Split split) {
                return get();
            }

            @Override
            public Optional<PadDataset> newSpecies() {
                return Optional.ofNullable(others).map(Supplier::get);
            }
        };
    }
}
