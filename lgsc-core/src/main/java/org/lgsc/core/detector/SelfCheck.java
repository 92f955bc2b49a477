package org.lgsc.core.detector;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;
import org.lgsc.core.internal.network.TorchNames;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Check of an installation: scores a drawn face by a tiny network with generated weights and
 * compares the score with the one recorded when this library was built.
 *
 * @param score score computed on this machine
 * @param faceFound whether the face detector found the face where it was drawn
 * @param precision precision of the network's products
 */
public record SelfCheck(double score, boolean faceFound, Precision precision) {
    /** Recorded score. */
    public static final double RECORDED = 0.656918;

    /** Processors differ in the sixth digit of this score with float32. */
    private static final double TOLERANCE = 1e-4;

    private static final long SEED = 20200508;
    private static final int SIDE = 160;
    private static final double FACE = 112;

    /** Whether the face was found and the score is as recorded. */
    public boolean passes() {
        double tolerance = Math.max(TOLERANCE, precision.tolerance());
        return faceFound && Math.abs(score - RECORDED) <= tolerance; // NaN does not pass
    }

    /**
     * Runs the check.
     *
     * @throws org.lgsc.core.LgscException when backend or native libraries are missing, or the
     *     processor has no instructions for the precision
     */
    public static SelfCheck run(Precision precision) {
        RgbImage face = DrawnFace.portrait(SIDE, SIDE, SIDE / 2.0, SIDE / 2.0, FACE);
        boolean found;
        try (FaceDetector detector = new HaarFaceDetector()) {
            found =
                    new FaceFinder(detector, FaceRules.JUDGING).find(face)
                                    instanceof FaceFinding.Found f
                            && isAround(f.face());
        }
        try (LivenessDetector detector =
                LivenessDetector.builder(model())
                        .precision(precision)
                        .faceDetector(new WholeImageDetector())
                        .quality(QualityLimits.NONE)
                        .build()) {
            return new SelfCheck(detector.check(face).spoofScore(), found, precision);
        }
    }

    private static boolean isAround(FaceBox box) {
        double x = box.x() + box.width() / 2.0;
        double y = box.y() + box.height() / 2.0;
        return Math.abs(x - SIDE / 2.0) < 0.15 * FACE && Math.abs(y - SIDE / 2.0) < 0.15 * FACE;
    }

    private static LgscModel model() {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(4)
                        .inputSize(96)
                        .tripletLevels()
                        .auxiliaryInput(AuxiliaryInput.NONE)
                        .build();
        LgscModel random = LgscModel.untrained(network, InputScaling.SYMMETRIC);
        ModelMetadata m = random.metadata();
        LgscModel model =
                new LgscModel(
                        random.graph(),
                        new ModelMetadata(
                                m.network(),
                                m.preprocessing()
                                        .withGeometry(
                                                m.preprocessing()
                                                        .geometry()
                                                        .withWorking(WorkingSize.of(160))),
                                m.threshold(),
                                m.provenance()));
        setWeights(model);
        return model;
    }

    /** ND4J's random numbers depend on the backend; Java's are specified. */
    private static void setWeights(LgscModel model) {
        Random random = new Random(SEED);
        Map<String, TorchNames.Entry> sorted = new TreeMap<>(TorchNames.of(model.graph()));
        sorted.forEach(
                (name, entry) -> {
                    INDArray parameter = model.graph().getParam(entry.parameter());
                    if (parameter.rank() == 4) {
                        long fanIn = parameter.length() / parameter.size(0);
                        float[] values = new float[(int) parameter.length()];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
                        }
                        parameter.assign(
                                Nd4j.createFromArray(values).reshape('c', parameter.shape()));
                    }
                });
    }
}
