package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/** Runs that an earlier version or recipe began are continued as they began. */
class EarlierRunsTest extends StoppedRuns {
    @Test
    void aRunOfAnEarlierRecipeGoesOnFromTheEncoderThatItBeganWith() {
        TrainingOptions before = options().baseWidth(16).build();
        TrainingResult whole = new Trainer(before).train(DATA);
        crash(before, TrainingPhase.TRAINING, 4);
        TrainingOptions now = before.toBuilder().initialEncoder(InitialEncoder.BUILTIN).build();
        TrainingResult resumed = trainer(now, TrainingProgress.none()).resume(DATA);
        assertSameNumbers(resumed.model(), whole.model());
        assertThat(resumed.remarks())
                .anyMatch(r -> r.contains("began from random weights, not from the library's"));
    }

    @Test
    void aRunOfAnEarlierRecipeGoesOnWithTheLossesThatItBeganWith() {
        TrainingOptions before = options().build();
        TrainingResult whole = new Trainer(before).train(DATA);
        crash(before, TrainingPhase.TRAINING, 4);
        TrainingOptions now = before.toBuilder().cueOrderMargin(0.1).build();
        TrainingResult resumed = trainer(now, TrainingProgress.none()).resume(DATA);
        assertSameNumbers(resumed.model(), whole.model());
        assertThat(resumed.remarks()).anyMatch(r -> r.contains("began without the loss L_o"));
    }

    /** Gives checkpoints the identity that runs from before geometries have. */
    private void asBeforeGeometries(FaceGeometry geometry) throws IOException {
        assertThat(geometry.test()).isEqualTo(TestPolicy.CENTRE);
        Map<String, String> before =
                Map.of(
                        "preprocessing.crop.enlargement",
                        String.valueOf(geometry.crop().enlargement()),
                        "preprocessing.crop.minimumSize",
                        String.valueOf(geometry.crop().minimumSize()),
                        "preprocessing.patches.mode",
                        "CENTRE_PATCH",
                        "preprocessing.patches.size",
                        String.valueOf(geometry.patchSize()),
                        "preprocessing.patches.count",
                        "1");
        for (Path file : checkpoints()) {
            ByteBuffer old = ByteBuffer.wrap(Files.readAllBytes(file));
            int start = 8 + Integer.BYTES; // after the mark and the version
            byte[] json = new byte[old.getInt(start)];
            old.get(start + Integer.BYTES, json);
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode state = (ObjectNode) mapper.readTree(json);
            ObjectNode identity = (ObjectNode) state.get("identity");
            List<String> names = new ArrayList<>();
            identity.fieldNames().forEachRemaining(names::add);
            names.removeIf(n -> !n.startsWith("preprocessing.geometry."));
            identity.remove(names);
            before.forEach(identity::put);
            byte[] now = mapper.writeValueAsBytes(state);
            int arrays = start + Integer.BYTES + json.length;
            int digest = 32;
            ByteBuffer all = ByteBuffer.allocate(old.capacity() - json.length + now.length);
            all.put(old.array(), 0, start).putInt(now.length).put(now);
            all.put(old.array(), arrays, old.capacity() - digest - arrays);
            byte[] content = Arrays.copyOf(all.array(), all.position());
            all.put(HexFormat.of().parseHex(Sha256.of(content)));
            Files.write(file, all.array());
        }
    }

    private static void assertSameScores(TrainingResult actual, TrainingResult expected) {
        assertThat(actual.model().graph().params().toFloatVector())
                .isEqualTo(expected.model().graph().params().toFloatVector());
        assertThat(actual.history()).usingRecursiveComparison().isEqualTo(expected.history());
        assertThat(actual.model().metadata().threshold())
                .isEqualTo(expected.model().metadata().threshold());
    }

    @Test
    void aRunFromBeforeGeometriesIsEvaluatedAsItBegan() throws IOException {
        FaceGeometry geometry = FaceGeometry.unrecorded(FaceCrop.DEFAULT, 32, TestPolicy.CENTRE);
        TrainingOptions before = options().geometry(geometry).build();
        TrainingResult whole = new Trainer(before).train(DATA);
        crash(before, TrainingPhase.TRAINING, 4);
        asBeforeGeometries(geometry);
        TrainingOptions now = options().testPolicy(TestPolicy.FULL).build();
        TrainingResult resumed = trainer(now, TrainingProgress.none()).resume(DATA);
        assertSameScores(resumed, whole);
        assertThat(resumed.model().metadata().preprocessing().geometry()).isEqualTo(geometry);
    }

    private static List<Sample> photographs(List<Sample> samples) {
        return samples.stream()
                .map(
                        s -> {
                            RgbImage large = ImageScaler.fit(s.image().load(), 80, 80);
                            return s.withImage(() -> large);
                        })
                .toList();
    }

    @Test
    void facesOfARunFromBeforeGeometriesAreCutOutAsItBegan() throws IOException {
        PadDataset photographs =
                new PadDataset(
                        DATA.name(),
                        Map.of(
                                Split.TRAIN,
                                photographs(DATA.samples(Split.TRAIN)),
                                Split.DEV,
                                photographs(DATA.samples(Split.DEV))),
                        List.of(),
                        Framing.PHOTOGRAPHS);
        FaceDetector middle = image -> List.of(new FaceBox(20, 20, 40, 40, 1));
        FaceGeometry geometry = FaceGeometry.unrecorded(new FaceCrop(1, 40), 32, TestPolicy.CENTRE);
        TrainingOptions before = options().geometry(geometry).build();
        TrainingResult whole =
                Trainer.builder(before).faceDetector(middle).build().train(photographs);
        assertThatThrownBy(
                        () ->
                                Trainer.builder(before)
                                        .faceDetector(middle)
                                        .progress(crashAt(TrainingPhase.TRAINING, 4))
                                        .checkpoints(everyStep())
                                        .build()
                                        .train(photographs))
                .isInstanceOf(Crash.class);
        asBeforeGeometries(geometry);
        TrainingOptions now = before.toBuilder().crop(new FaceCrop(1.8, 40)).build();
        TrainingResult resumed =
                Trainer.builder(now)
                        .faceDetector(middle)
                        .checkpoints(everyStep())
                        .build()
                        .resume(photographs);
        assertSameScores(resumed, whole);
    }

    /** Commands reset it with another enlargement; faces that are cut out do not depend on it. */
    @Test
    void anotherSmallestFaceOfFaceCropsIsThatOfTheRun() {
        TrainingOptions before = options().crop(new FaceCrop(1.5, 40)).build();
        TrainingResult whole = new Trainer(before).train(DATA);
        crash(before, TrainingPhase.TRAINING, 4);
        TrainingOptions now = options().crop(new FaceCrop(1.5, 48)).build();
        assertSame(trainer(now, TrainingProgress.none()).resume(DATA), whole);
        TrainingOptions other = options().crop(new FaceCrop(1.6, 48)).build();
        assertThatThrownBy(() -> trainer(other, TrainingProgress.none()).resume(DATA))
                .hasMessageContaining("crop.enlargement was 1.5 and is 1.6 now");
    }
}
