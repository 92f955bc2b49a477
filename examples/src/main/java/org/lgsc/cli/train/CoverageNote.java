package org.lgsc.cli.train;

import java.util.Optional;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;

/** A remark before the training of a model whose patches would miss too much of every face. */
final class CoverageNote {
    private CoverageNote() {}

    static Optional<String> of(FaceGeometry geometry) {
        if (geometry.test().mode() != TestPolicy.Mode.GRID || geometry.working().isNative()) {
            return Optional.empty();
        }
        int side = geometry.working().side();
        int face = Math.min(side, (int) Math.round(side / geometry.crop().enlargement()));
        int edge = (side - face) / 2;
        double share =
                geometry.view(RgbImage.black(side, side))
                        .share(
                                new FaceBox(0, 0, side, side, 1),
                                new FaceBox(edge, edge, face, face, 1));
        double least = QualityLimits.DEFAULT.scored();
        return share >= least
                ? Optional.empty()
                : Optional.of(
                        RootFormat.of(
                                "Note: %s scores %.0f %% of a face, but a check is undecided below"
                                        + " %.0f %%. --test-policy patches scores all of it.",
                                geometry.test(), 100 * share, 100 * least));
    }
}
