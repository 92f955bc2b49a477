package org.lgsc.data.internal.recapture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.image.RgbImage;

/**
 * The camera that takes every picture, of a living face or an attack: framing by one resampling,
 * pixel area, lens blur, auto-exposure and white balance with a residual error, shot and read
 * noise, sharpening, tone curve, 8 bits, JPEG. It does not know the class of the picture.
 */
final class CameraModel {
    /**
     * Samples across one camera pixel: the pixel's area is the mean over GRID x GRID points, so
     * that patterns finer than a pixel fold into moire as they do on a sensor.
     */
    static final int GRID = 2;

    private static final double CHROMA_BLUR = 0.9;

    private final CameraSettings settings;

    CameraModel(CameraSettings settings) {
        this.settings = settings;
    }

    /** Encoded (sRGB) planes of the photograph itself and of the surface. */
    record Exposure(float[][] photo, float[][] surface) {}

    /** What a surface shows: its light, and the same without its pattern. */
    private record Seen(Surface surface, LinearImage light, LinearImage flat) {}

    /** Takes a photograph of the living face through the lens; encoded (sRGB) planes. */
    float[][] expose(LinearImage photo) {
        return process(project(photo, null).blurred(settings.lensBlur()));
    }

    /** Takes a photograph of a surface that shows the photo through the lens. */
    Exposure expose(LinearImage photo, Surface surface) {
        Seen seen =
                new Seen(
                        surface,
                        new LinearImage(photo.width(), photo.height()),
                        new LinearImage(photo.width(), photo.height()));
        LinearImage plain = project(photo, seen).blurred(settings.lensBlur());
        LinearImage flat = seen.flat().blurred(settings.lensBlur());
        LinearImage pattern = seen.light().blurred(settings.lensBlur());
        resolve(plain, flat, pattern, surface.patternShare());
        return new Exposure(process(plain), process(flat));
    }

    /** Projects the photograph, and the surface if there is one, onto the sensor. */
    private LinearImage project(LinearImage photo, @Nullable Seen seen) {
        int width = photo.width();
        int height = photo.height();
        LinearImage plain = new LinearImage(width, height);
        double angle = Math.toRadians(settings.rotation());
        double cos = Math.cos(angle) * settings.zoom();
        double sin = Math.sin(angle) * settings.zoom();
        double originX = (width - 1) / 2.0 + settings.shiftX() * width;
        double originY = (height - 1) / 2.0 + settings.shiftY() * height;
        float[] value = new float[3];
        float[] light = new float[6];
        float[] sum = new float[3];
        float share = 1f / (GRID * GRID);
        for (int py = 0; py < height; py++) {
            double dy = py - (height - 1) / 2.0;
            for (int px = 0; px < width; px++) {
                double dx = px - (width - 1) / 2.0;
                double w = 1 / (1 + settings.tiltX() * dx / width + settings.tiltY() * dy / height);
                float x = (float) ((dx * cos - dy * sin) * w + originX);
                float y = (float) ((dx * sin + dy * cos) * w + originY);
                // steps between the samples within a pixel
                float alongX = (float) (cos * w) / GRID;
                float alongY = (float) (sin * w) / GRID;
                Arrays.fill(sum, 0);
                for (int j = 0; j < GRID; j++) {
                    for (int i = 0; i < GRID; i++) {
                        float a = i - (GRID - 1) / 2f;
                        float b = j - (GRID - 1) / 2f;
                        float sx = x + a * alongX - b * alongY;
                        float sy = y + a * alongY + b * alongX;
                        photo.sample(sx, sy, value);
                        sum[0] += value[0];
                        sum[1] += value[1];
                        sum[2] += value[2];
                    }
                }
                int at = py * width + px;
                for (int c = 0; c < 3; c++) {
                    plain.plane(c)[at] = share * sum[c];
                }
                if (seen != null) {
                    seen.surface().light(x, y, alongX, alongY, light);
                    for (int c = 0; c < 3; c++) {
                        seen.light().plane(c)[at] = light[c];
                        seen.flat().plane(c)[at] = light[3 + c];
                    }
                }
            }
        }
        return plain;
    }

    /**
     * Adds the pattern to the flat picture in the strength that gives the requested share of
     * detail.
     */
    private static void resolve(
            LinearImage plain, LinearImage flat, LinearImage pattern, double share) {
        int n = plain.width() * plain.height();
        float[] face = new float[n];
        float[] dots = new float[n];
        for (int i = 0; i < n; i++) {
            // square roots approximate the tone curve, under which detail is measured
            face[i] = (float) Math.sqrt(Math.max(0, plain.luminance(i)));
            float mean = Math.max(0.002f, flat.luminance(i));
            dots[i] = (pattern.luminance(i) - mean) / (2 * (float) Math.sqrt(mean));
        }
        double detail = Planes.laplaceEnergy(face, plain.width(), plain.height());
        double full = Planes.laplaceEnergy(dots, plain.width(), plain.height());
        float contrast = (float) Math.min(1, Math.sqrt(share * detail / Math.max(full, 1e-9)));
        for (int c = 0; c < 3; c++) {
            float[] f = flat.plane(c);
            float[] p = pattern.plane(c);
            for (int i = 0; i < n; i++) {
                f[i] += contrast * (p[i] - f[i]);
            }
        }
    }

    /** Encodes, and smooths chroma as cameras do to hide colour noise. */
    private float[][] process(LinearImage light) {
        int width = light.width();
        int height = light.height();
        float[][] encoded = new float[3][width * height];
        for (int c = 0; c < 3; c++) {
            float[] plane = light.plane(c);
            for (int i = 0; i < plane.length; i++) {
                encoded[c][i] = LinearImage.encode(plane[i]);
            }
        }
        float[] luma = luma(encoded);
        for (int c = 0; c < 3; c += 2) {
            float[] difference = new float[luma.length];
            for (int i = 0; i < luma.length; i++) {
                difference[i] = encoded[c][i] - luma[i];
            }
            encoded[c] = Planes.blur(difference, width, height, CHROMA_BLUR);
        }
        for (int i = 0; i < luma.length; i++) {
            float red = encoded[0][i];
            float blue = encoded[2][i];
            encoded[0][i] = luma[i] + red;
            encoded[1][i] = luma[i] - (0.299f * red + 0.114f * blue) / 0.587f;
            encoded[2][i] = luma[i] + blue;
        }
        return encoded;
    }

    /** Sensor noise and image processing, from encoded planes to the decoded JPEG. */
    RgbImage develop(float[][] exposed, int width, int height, SplittableRandom random) {
        int n = width * height;
        double[] gain = {
            settings.exposureError() * settings.redError(),
            settings.exposureError(),
            settings.exposureError() * settings.blueError()
        };
        float read = (float) (settings.readNoise() * settings.readNoise());
        float shot = (float) settings.shotNoise();
        float slope = (float) settings.contrast();
        float[][] encoded = new float[3][n];
        for (int c = 0; c < 3; c++) {
            float[] in = exposed[c];
            float factor = (float) gain[c];
            float[] noise = Draw.whiteNoise(random, n);
            for (int i = 0; i < n; i++) {
                float v = LinearImage.decode(in[i]) * factor;
                float sigma = (float) Math.sqrt(read + shot * v);
                float e = LinearImage.encode(v + sigma * noise[i]);
                encoded[c][i] = 0.5f + slope * (e - 0.5f);
            }
        }
        sharpen(encoded, width, height);
        byte[] data = new byte[3 * n];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < n; i++) {
                data[3 * i + c] =
                        (byte) (int) (Math.min(1, Math.max(0, encoded[c][i])) * 255f + 0.5f);
            }
        }
        return jpeg(new RgbImage(width, height, data), settings.jpegQuality());
    }

    /** Unsharp mask on luma alone, as image processors do to spare colour noise. */
    private void sharpen(float[][] encoded, int width, int height) {
        float amount = (float) settings.sharpening();
        float[] luma = luma(encoded);
        float[] soft = Planes.blur(luma, width, height, 1);
        for (int i = 0; i < luma.length; i++) {
            float detail = amount * (luma[i] - soft[i]);
            encoded[0][i] += detail;
            encoded[1][i] += detail;
            encoded[2][i] += detail;
        }
    }

    static float[] luma(float[][] encoded) {
        float[] out = new float[encoded[0].length];
        for (int i = 0; i < out.length; i++) {
            out[i] = 0.299f * encoded[0][i] + 0.587f * encoded[1][i] + 0.114f * encoded[2][i];
        }
        return out;
    }

    private static RgbImage jpeg(RgbImage image, double quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality((float) quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image.toBufferedImage(), null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be written to memory", e);
        } finally {
            writer.dispose();
        }
        try {
            // a memory stream, as ImageIO would otherwise cache in a file; read() closes it
            return RgbImage.of(
                    ImageIO.read(
                            new MemoryCacheImageInputStream(
                                    new ByteArrayInputStream(bytes.toByteArray()))));
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be read from memory", e);
        }
    }
}
