package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.PadDataset;

/** The pictures of a fold, drawn, read or prepared when they are asked for. */
public interface FoldData {
    /** Training and development splits, as a training takes them. */
    PadDataset training();

    /** One split, as it is scored. */
    PadDataset scoring(Split split);

    /** What the score file of a split says of its place: data set, protocol, fold. */
    default Map<String, String> facts(Split split) {
        return Map.of();
    }

    /** Which frames are scored, in words: equal for equal ones. */
    default String scored() {
        return "all";
    }

    /** What a user should know before the fold is run. */
    default List<String> remarks() {
        return List.of();
    }

    /** All splits of one data set, which is asked for once. */
    static FoldData of(Supplier<PadDataset> all) {
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
        };
    }
}
