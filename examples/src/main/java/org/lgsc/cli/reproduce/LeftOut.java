package org.lgsc.cli.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lgsc.data.sets.RawDatasets;

/**
 * The four directions of leaving one data set out of OULU-NPU (O), CASIA-MFSD (C), Idiap's
 * Replay-Attack (I) and MSU-MFSD (M). The name of a direction lists the training sets and the test
 * set.
 */
enum LeftOut {
    OCI_M(RawDatasets.MSU_MFSD),
    OMI_C(RawDatasets.CASIA_MFSD),
    OCM_I(RawDatasets.REPLAY_ATTACK),
    ICM_O(RawDatasets.OULU_NPU);

    private static final List<String> SETS =
            List.of(
                    RawDatasets.OULU_NPU,
                    RawDatasets.CASIA_MFSD,
                    RawDatasets.REPLAY_ATTACK,
                    RawDatasets.MSU_MFSD);

    private final String target;

    LeftOut(String target) {
        this.target = target;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(LeftOut::toString).toList();
    }

    static LeftOut named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String target() {
        return target;
    }

    List<String> sources() {
        return SETS.stream().filter(s -> !s.equals(target)).toList();
    }

    /** For example {@code oci-m}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
