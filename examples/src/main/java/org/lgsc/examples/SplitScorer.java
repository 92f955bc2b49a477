package org.lgsc.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.GraphCueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.lgsc.data.batch.PatchBatches;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.score.PadScore;

/** Scores samples with a model, as its preprocessing says. */
final class SplitScorer {
    private static final int SAMPLES_PER_BATCH = 4;
    private static final int THREADS = 2;

    private final CueSource cues;
    private final Preprocessing preprocessing;

    SplitScorer(LgscModel model) {
        this.cues = new GraphCueSource(model.graph());
        this.preprocessing = model.metadata().preprocessing();
    }

    /**
     * The scores of samples, in their order; a sample that cannot be read has no response.
     *
     * @throws org.lgsc.core.LgscException when not a single one can be read
     */
    List<PadScore> score(List<Sample> samples) {
        Map<String, Double> scores = new HashMap<>();
        try (PatchBatches batches =
                new PatchBatches(
                        samples,
                        preprocessing.patches(),
                        preprocessing.scaling(),
                        SAMPLES_PER_BATCH,
                        THREADS)) {
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                double[] maps = SpoofScore.ofMaps(cues.cues(batch.patches()));
                double[] faces = SpoofScore.ofFaces(maps, batch.patchesPerSample());
                for (int i = 0; i < faces.length; i++) {
                    scores.put(batch.samples().get(i).id(), faces[i]);
                }
            }
        }
        List<PadScore> list = new ArrayList<>();
        for (Sample s : samples) {
            double score = scores.getOrDefault(s.id(), Double.NaN);
            list.add(new PadScore(s.id(), s.label(), s.species(), s.subject(), "", -1, score));
        }
        return list;
    }
}
