package org.lgsc.core.detector;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.foreign.ForeignNetwork;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;

/** Scores faces by third-party networks as described by their card. */
final class ForeignScorer implements FaceScorer {
    private final ForeignNetwork network;

    private ForeignScorer(ForeignNetwork network) {
        this.network = network;
    }

    /** Takes over third-party networks, which compute in float32 only. */
    static ForeignScorer of(ForeignNetwork network, Precision precision) {
        if (precision != Precision.FLOAT32) {
            throw LgscException.of(
                    "Precision %s is for models of this library; third-party networks use the"
                            + " precision of their files: leave it out.",
                    precision);
        }
        return new ForeignScorer(network);
    }

    @Override
    public FaceCutter cutter() {
        return this::cut;
    }

    /** Cuts from the picture in full resolution, as the programs of the networks' authors do. */
    private ForeignLook cut(Picture picture, FaceBox face, boolean isCrop) {
        RgbImage whole = picture.whole();
        List<RgbImage> crops = network.crops(whole, face);
        List<FaceBox> areas =
                network.card().networks().stream()
                        .map(n -> n.crop().area(whole.width(), whole.height(), face))
                        .toList();
        // brightness and sharpness are measured on the same part of a face for every network
        int side = FaceCrop.DEFAULT.minimumSize();
        FaceBox square =
                new FaceCrop(FaceCrop.DEFAULT.enlargement(), Math.min(side, longer(face)))
                        .square(whole.width(), whole.height(), face);
        return new ForeignLook(
                face,
                areas.stream().max(Comparator.comparingLong(FaceBox::area)).orElseThrow(),
                FaceQuality.of(whole.crop(square.x(), square.y(), square.width(), square.height())),
                areas.stream()
                        .mapToDouble(a -> (double) a.overlap(face) / face.area())
                        .min()
                        .orElseThrow(),
                crops);
    }

    private static int longer(FaceBox face) {
        return Math.max(face.width(), face.height());
    }

    @Override
    public List<Answer> score(List<Look> looks) {
        return looks.stream()
                .map(ForeignLook.class::cast)
                .map(look -> new Answer(network.score(look.crops()), Optional.empty()))
                .toList();
    }

    @Override
    public ModelCard card() {
        return ModelCard.NOT_STATED;
    }

    @Override
    public ModelDescription description() {
        return network.card().description();
    }

    /** Frees the networks. */
    @Override
    public void close() {
        network.close();
    }
}
