package org.lgsc.cli.train;

import java.util.Arrays;
import java.util.Optional;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceRefusal;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.SetAside;

/**
 * A remark about a folder in which the detector finds hardly a face: such pictures are mostly face
 * crops, whose faces fill them.
 */
final class CropsHint {
    private CropsHint() {}

    static Optional<String> of(PadDataset dataset) {
        long faceless = dataset.setAside().stream().filter(CropsHint::isFaceless).count();
        long pictures = faceless;
        for (Split split : Split.values()) {
            pictures += dataset.samples(split).size();
        }
        return 2 * faceless < pictures || faceless == 0
                ? Optional.empty()
                : Optional.of(
                        RootFormat.of(
                                "Note: no face was found in %d of %d pictures. If they are face"
                                        + " crops already, give --detector none.",
                                faceless, pictures));
    }

    private static boolean isFaceless(SetAside one) {
        return Arrays.stream(FaceRefusal.values())
                .anyMatch(r -> one.reason().contains(r.sentence()));
    }
}
