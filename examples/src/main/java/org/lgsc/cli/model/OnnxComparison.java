package org.lgsc.cli.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.lgsc.core.weights.OnnxExport;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares an exported network in ONNX Runtime with the model it was exported from. */
final class OnnxComparison implements AutoCloseable {
    /**
     * Largest differences allowed.
     *
     * @param score difference of a score
     * @param pixel difference of a pixel of a cue map
     * @param mean mean difference of all pixels
     */
    record Limits(double score, double pixel, double mean) {
        static final Limits FLOATS = new Limits(1e-5, 2e-3, 1e-4);

        /**
         * Limits for integer networks: engines round at different places, and a cue near zero can
         * change its sign, so that only the score is limited.
         */
        static final Limits WHOLE = new Limits(1e-2, 3, 3);
    }

    /**
     * Differences found.
     *
     * @param images number of compared pictures
     * @param score largest difference of a score
     * @param pixel largest difference of a pixel of a cue map
     * @param mean mean difference of all pixels
     * @param limits limits of these differences
     */
    record Differences(int images, double score, double pixel, double mean, Limits limits) {
        /** Whether all differences are within the limits; NaN is outside. */
        boolean within() {
            return score <= limits.score() && pixel <= limits.pixel() && mean <= limits.mean();
        }

        String line(String input) {
            return RootFormat.of(
                    "%-16s %3d pictures: score %.1e (limit %.0e), cue %.1e at a pixel (%.0e), %.1e"
                            + " on average (%.0e)%s",
                    input,
                    images,
                    score,
                    limits.score(),
                    pixel,
                    limits.pixel(),
                    mean,
                    limits.mean(),
                    within() ? "" : "  OUTSIDE");
        }
    }

    private final LgscModel model;
    private final CueSource source;
    private final Limits limits;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * @param onnx file exported from the model
     * @throws LgscException when ONNX Runtime is not available or refuses the file
     */
    OnnxComparison(LgscModel model, Path onnx) {
        this(model, onnx, CueSource.of(model.graph()), Limits.FLOATS);
    }

    /**
     * Like {@link #OnnxComparison(LgscModel, Path)}.
     *
     * @param source produces the expected cue maps; not closed here
     */
    OnnxComparison(LgscModel model, Path onnx, CueSource source, Limits limits) {
        this.model = model;
        this.source = source;
        this.limits = limits;
        try {
            environment = OnnxRuntimeStart.environment();
            session = environment.createSession(onnx.toString());
        } catch (OrtException e) {
            throw LgscException.of(e, "ONNX Runtime cannot use %s: %s", onnx, e.getMessage());
        } catch (LinkageError e) {
            throw new LgscException(
                    "ONNX Runtime has no binaries for this machine; --no-check exports without"
                            + " comparing.",
                    e);
        }
    }

    /**
     * Returns the exported network's score of one picture.
     *
     * @param image image of the model's scored size
     */
    double score(RgbImage image) {
        long[] shape = {1, 3, image.height(), image.width()};
        FloatBuffer pixels = FloatBuffer.wrap(planes(List.of(image)));
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, shape);
                OrtSession.Result result = session.run(Map.of(OnnxExport.IMAGE, tensor))) {
            return buffer(result, OnnxExport.SCORE).get(0);
        } catch (OrtException e) {
            throw new LgscException(
                    "ONNX Runtime cannot run the exported network: " + e.getMessage(), e);
        }
    }

    /**
     * Compares scores and cue maps of one batch.
     *
     * @param images images of the model's input size
     */
    Differences compare(List<RgbImage> images) {
        INDArray input =
                model.metadata().preprocessing().scaling().toArray(images.toArray(RgbImage[]::new));
        INDArray cues = source.cues(input);
        double[] scores = SpoofScore.ofMaps(cues);
        float[] expected = cues.dup('c').data().asFloat();
        int height = images.get(0).height();
        int width = images.get(0).width();
        FloatBuffer pixels = FloatBuffer.wrap(planes(images));
        long[] shape = {images.size(), 3, height, width};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, shape);
                OrtSession.Result result = session.run(Map.of(OnnxExport.IMAGE, tensor))) {
            FloatBuffer cue = buffer(result, OnnxExport.CUE);
            FloatBuffer score = buffer(result, OnnxExport.SCORE);
            return differences(scores, expected, score, cue);
        } catch (OrtException e) {
            throw new LgscException(
                    "ONNX Runtime cannot run the exported network: " + e.getMessage(), e);
        }
    }

    private static FloatBuffer buffer(OrtSession.Result result, String output) {
        return ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
    }

    private Differences differences(
            double[] scores, float[] cues, FloatBuffer otherScores, FloatBuffer otherCues) {
        if (otherScores.remaining() != scores.length || otherCues.remaining() != cues.length) {
            throw new LgscException("The exported network's outputs have an unexpected size.");
        }
        double score = 0;
        for (int i = 0; i < scores.length; i++) {
            score = maxOrNan(score, Math.abs(scores[i] - otherScores.get(i)));
        }
        double pixel = 0;
        double sum = 0;
        for (int i = 0; i < cues.length; i++) {
            double difference = Math.abs((double) cues[i] - otherCues.get(i));
            pixel = maxOrNan(pixel, difference);
            sum += difference;
        }
        return new Differences(scores.length, score, pixel, sum / cues.length, limits);
    }

    private static double maxOrNan(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }

    /** Pixels [N, 3, H, W], 0 to 255. */
    private static float[] planes(List<RgbImage> images) {
        int plane = images.get(0).width() * images.get(0).height();
        float[] values = new float[images.size() * 3 * plane];
        int offset = 0;
        for (RgbImage image : images) {
            byte[] rgb = image.data();
            for (int c = 0; c < 3; c++) {
                for (int p = 0; p < plane; p++) {
                    values[offset++] = rgb[3 * p + c] & 0xff;
                }
            }
        }
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        }
    }
}
