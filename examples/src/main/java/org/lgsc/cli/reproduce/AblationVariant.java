package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.Level;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.train.PatchSampling;
import org.lgsc.train.TrainingOptions;

/** The rows of the paper's ablation; each differs from {@link #FULL} in one setting. */
public enum AblationVariant {
    /** Patches, L_r on live, L_t on E5 to D4, auxiliary classifier on picture + cue. */
    FULL,
    /** The whole face resized instead of patches. */
    RESIZED_INPUT {
        @Override
        public TrainingOptions of(TrainingOptions full) {
            return full.toBuilder()
                    .sampling(PatchSampling.WHOLE_RESIZED)
                    .workingSize(WorkingSize.of(full.network().width()))
                    .testPolicy(TestPolicy.WHOLE)
                    .build();
        }
    },
    /** L_r pulls live cues to zero and spoof cues to one. */
    REGRESSION_ON_BOTH {
        @Override
        public TrainingOptions of(TrainingOptions full) {
            return with(full, network(full).regressionTarget(RegressionTarget.BOTH));
        }
    },
    /** No L_t. */
    NO_TRIPLET {
        @Override
        public TrainingOptions of(TrainingOptions full) {
            return with(full, network(full).tripletLevels());
        }
    },
    /** L_t also on the cue map. */
    TRIPLET_ON_CUE_TOO {
        @Override
        public TrainingOptions of(TrainingOptions full) {
            List<Level> levels = new ArrayList<>(full.network().tripletLevels());
            levels.add(Level.CUE);
            return with(full, network(full).tripletLevels(levels.toArray(Level[]::new)));
        }
    },
    /** No auxiliary classifier. */
    NO_AUXILIARY {
        @Override
        public TrainingOptions of(TrainingOptions full) {
            return with(full, network(full).auxiliaryInput(AuxiliaryInput.NONE));
        }
    },
    /** The auxiliary classifier sees only the cue map. */
    AUXILIARY_ON_CUE {
        @Override
        public TrainingOptions of(TrainingOptions full) {
            return with(full, network(full).auxiliaryInput(AuxiliaryInput.CUE));
        }
    };

    /**
     * Returns the row with a name.
     *
     * @throws IllegalArgumentException when there is no such row
     */
    static AblationVariant named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Derives the options of this row from those of the full method. */
    public TrainingOptions of(TrainingOptions full) {
        return full;
    }

    private static LgscNetwork.Builder network(TrainingOptions full) {
        return LgscNetwork.builder(full.network());
    }

    private static TrainingOptions with(TrainingOptions full, LgscNetwork.Builder network) {
        return full.toBuilder().network(network.build().options()).build();
    }

    /** For example {@code resized-input}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
