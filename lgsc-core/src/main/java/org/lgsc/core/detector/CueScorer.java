package org.lgsc.core.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;

/** Scores faces by the cue maps of a model of this library. */
final class CueScorer implements FaceScorer {
    private final LgscModel model;
    private final InferenceEngine cues;
    private final PatchScorer patches;

    /**
     * @param model model; closed with this scorer
     */
    CueScorer(LgscModel model, Precision precision) {
        this.model = model;
        cues = InferenceEngine.of(model, precision);
        patches = new PatchScorer(cues, model.metadata().preprocessing().scaling());
    }

    @Override
    public FaceCutter cutter() {
        return new GeometryCutter(model.metadata().preprocessing().geometry());
    }

    /** Scores the parts of all faces in one run of the network. */
    @Override
    public List<Answer> score(List<Look> looks) {
        List<ScoredFace> faces = looks.stream().map(ScoredFace.class::cast).toList();
        List<RgbImage> parts = new ArrayList<>();
        faces.forEach(f -> parts.addAll(f.images()));
        List<PatchScorer.Scored> scored = patches.score(parts);
        List<Answer> answers = new ArrayList<>();
        int next = 0;
        for (ScoredFace face : faces) {
            int end = next + face.view().parts().size();
            List<PatchScorer.Scored> own = scored.subList(next, end);
            answers.add(new Answer(face.score(own), Optional.of(face.map(own))));
            next = end;
        }
        return answers;
    }

    @Override
    public ModelCard card() {
        return model.metadata().card();
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of(model.metadata());
    }

    /** Frees the native memory of batches, engine and network. */
    @Override
    public void close() {
        patches.close();
        cues.close();
        model.graph().close();
    }
}
