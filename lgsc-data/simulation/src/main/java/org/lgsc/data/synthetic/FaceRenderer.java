package org.lgsc.data.synthetic;

import org.lgsc.data.internal.recapture.LinearImage;

/**
 * Draws one portrait: geometry and light once per pixel, reflectance at several samples per pixel,
 * so that hair, lashes and rims keep fine detail without jagged edges.
 */
final class FaceRenderer {
    private final SyntheticSubject subject;
    private final CaptureConditions conditions;
    private final int size;
    private final int samples;
    private final HeadModel model;
    private final SkinPainter skin;
    private final HairPainter hair;
    private final Scenery scenery;
    private final int corners;
    private final float[] xs;
    private final float[] ys;
    private final float[] levels;
    private final float[] us;
    private final float[] vs;
    private final float[] depths;
    private final float[] reliefs;
    private final float lightX;
    private final float lightY;
    private final float lightZ;
    private final float keyLevel;
    private final float ambientLevel;
    private final float[] paint = new float[5];
    private final float[] other = new float[5];

    FaceRenderer(SyntheticSubject subject, CaptureConditions conditions, int size) {
        this.subject = subject;
        this.conditions = conditions;
        this.size = size;
        samples = size <= 256 ? 2 : 1;
        model = new HeadModel(subject, conditions);
        float pixel = 2 * conditions.scale() / size;
        skin = new SkinPainter(subject, conditions, model, 1.2f * pixel / samples);
        hair = new HairPainter(subject, model);
        scenery = new Scenery(subject, conditions);
        corners = size + 1;
        int n = corners * corners;
        xs = new float[n];
        ys = new float[n];
        levels = new float[n];
        us = new float[n];
        vs = new float[n];
        depths = new float[n];
        reliefs = new float[n];
        double azimuth = Math.toRadians(conditions.lightAzimuth());
        double elevation = Math.toRadians(conditions.lightElevation());
        lightX = (float) (Math.sin(azimuth) * Math.cos(elevation));
        lightY = (float) -Math.sin(elevation);
        lightZ = (float) (Math.cos(azimuth) * Math.cos(elevation));
        float[] tone = subject.skin().tone();
        // photographers open up for dark skin, but not all the way
        double luminance = 0.21 * tone[0] + 0.72 * tone[1] + 0.07 * tone[2];
        float exposure = conditions.exposure() * (float) Math.pow(0.3 / luminance, 0.4) * 0.95f;
        keyLevel = exposure * (1 - conditions.ambient()) * 1.35f;
        ambientLevel = exposure * conditions.ambient();
    }

    LinearImage render() {
        geometry();
        float[] shadow = shadows();
        LinearImage image = new LinearImage(size, size);
        float[] light = new float[4];
        float[] sum = new float[3];
        float step = 1f / samples;
        for (int py = 0; py < size; py++) {
            for (int px = 0; px < size; px++) {
                int corner = py * corners + px;
                light(px, py, corner, shadow, light);
                sum[0] = sum[1] = sum[2] = 0;
                for (int sy = 0; sy < samples; sy++) {
                    for (int sx = 0; sx < samples; sx++) {
                        sample(px, py, corner, (sx + 0.5f) * step, (sy + 0.5f) * step, light, sum);
                    }
                }
                int at = py * size + px;
                for (int c = 0; c < 3; c++) {
                    image.plane(c)[at] = sum[c] * step * step;
                }
            }
        }
        return image;
    }

    private void geometry() {
        float[] at = new float[4];
        for (int j = 0; j < corners; j++) {
            for (int i = 0; i < corners; i++) {
                int k = j * corners + i;
                float px = (float) i / size;
                float py = (float) j / size;
                xs[k] = model.planeX(px, py);
                ys[k] = model.planeY(px, py);
                levels[k] = model.outline(xs[k], ys[k]);
                if (levels[k] < 1.3f) {
                    model.skin(xs[k], ys[k], levels[k], at);
                    us[k] = at[0];
                    vs[k] = at[1];
                    depths[k] = at[2];
                    reliefs[k] = at[3];
                } else {
                    us[k] = xs[k];
                    vs[k] = ys[k];
                }
            }
        }
    }

    /** Returns the light that passes the relief at every second corner, 0 (shadow) to 1. */
    private float[] shadows() {
        int half = (corners + 1) / 2;
        float[] out = new float[half * half];
        float unit = size / (2 * conditions.scale());
        float reach = 0.6f;
        int steps = 12;
        float sideways = (float) Math.sqrt(lightX * lightX + lightY * lightY) + 1e-4f;
        float dx = lightX / sideways * reach * unit / steps;
        float dy = lightY / sideways * reach * unit / steps;
        float rise = lightZ / sideways * reach / steps;
        for (int j = 0; j < half; j++) {
            for (int i = 0; i < half; i++) {
                int k = Math.min(2 * j, corners - 1) * corners + Math.min(2 * i, corners - 1);
                float open = 1;
                if (levels[k] < 1) {
                    float z = depths[k] + 0.015f;
                    for (int s = 1; s <= steps; s++) {
                        int x = (int) (2 * i + s * dx);
                        int y = (int) (2 * j + s * dy);
                        if (x < 0 || y < 0 || x >= corners || y >= corners) {
                            break;
                        }
                        float over = depths[y * corners + x] - z - s * rise;
                        open = Math.min(open, 1 - over * 12 / (1 + 0.3f * s));
                    }
                }
                out[j * half + i] = Math.max(0.15f, open);
            }
        }
        return out;
    }

    /** Computes diffuse RGB and highlight of the skin at a pixel. */
    private void light(int px, int py, int k, float[] shadow, float[] out) {
        if (levels[k] > 1.3f) {
            return;
        }
        float unit = size / (2 * conditions.scale());
        float right =
                (depths[k + 1] - depths[k] + depths[k + corners + 1] - depths[k + corners])
                        * 0.5f
                        * unit;
        float down =
                (depths[k + corners] - depths[k] + depths[k + corners + 1] - depths[k + 1])
                        * 0.5f
                        * unit;
        right = Math.max(-3, Math.min(3, right));
        down = Math.max(-3, Math.min(3, down));
        int half = (corners + 1) / 2;
        float fx = px * 0.5f + 0.25f;
        float fy = py * 0.5f + 0.25f;
        int ix = Math.min((int) fx, half - 2);
        int iy = Math.min((int) fy, half - 2);
        fx -= ix;
        fy -= iy;
        int s = iy * half + ix;
        float top = shadow[s] + fx * (shadow[s + 1] - shadow[s]);
        float bottom = shadow[s + half] + fx * (shadow[s + half + 1] - shadow[s + half]);
        float open = top + fy * (bottom - top);
        float hollow = Math.max(0.55f, 1 + 2.2f * Math.min(0, reliefs[k]));
        shade(-right, -down, 1, open, hollow, out);
    }

    /** Lambert with wrap (light spreads under the skin, red most) and a Blinn highlight. */
    private void shade(float nx, float ny, float nz, float open, float hollow, float[] out) {
        float norm = 1 / (float) Math.sqrt(nx * nx + ny * ny + nz * nz);
        float facing = (nx * lightX + ny * lightY + nz * lightZ) * norm;
        float above = 0.8f + 0.2f * -ny * norm;
        float rim = 0.75f + 0.25f * nz * norm;
        for (int c = 0; c < 3; c++) {
            float wrap = c == 0 ? 0.3f : c == 1 ? 0.18f : 0.15f;
            float lit = Math.max(0, (facing + wrap) / (1 + wrap));
            float bent = c == 0 ? open + 0.12f * (1 - open) : open;
            out[c] =
                    keyLevel * conditions.lightColour()[c] * lit * bent
                            + ambientLevel * above * rim * hollow;
        }
        float hz = lightZ + 1;
        float h = 1 / (float) Math.sqrt(lightX * lightX + lightY * lightY + hz * hz);
        float mirror = Math.max(0, (nx * lightX + ny * lightY + nz * hz) * norm * h);
        float m2 = mirror * mirror;
        float m4 = m2 * m2;
        float m8 = m4 * m4;
        out[3] = keyLevel * open * (m8 * m8 * m4 * 3);
    }

    private void sample(int px, int py, int k, float fx, float fy, float[] light, float[] sum) {
        float x = mix(xs, k, fx, fy);
        float y = mix(ys, k, fx, fy);
        float level = mix(levels, k, fx, fy);
        float remaining = 1;
        float inside = level < 1.1f ? SkinPainter.edge(1 - level, edgeWidth()) : 0;
        if (inside > 0) {
            float u = mix(us, k, fx, fy);
            float v = mix(vs, k, fx, fy);
            float cover = hair.onFace(u, v) * inside;
            if (cover > 0) {
                addHair(x, y, 0.75f, cover, sum);
                remaining -= cover;
            }
            float face = inside - cover;
            if (face > 0.002f) {
                skin.paint(u, v, paint);
                float gloss = light[3] * paint[3] + paint[4];
                for (int c = 0; c < 3; c++) {
                    sum[c] += face * (paint[c] * light[c] + gloss);
                }
                remaining -= face;
            }
        }
        if (remaining > 0.002f) {
            behindFace(px + fx, py + fy, x, y, level, remaining, sum);
        }
    }

    private float edgeWidth() {
        // the outline's level changes by about 2 per face unit near 1
        return Math.max(0.02f, 5f * conditions.scale() / size);
    }

    private void behindFace(
            float px, float py, float x, float y, float level, float remaining, float[] sum) {
        float left = remaining;
        float cover = hair.around(x, y) * left;
        if (cover > 0) {
            addHair(x, y, 0.9f, cover, sum);
            left -= cover;
        }
        if (left > 0.002f && y > -0.4f && y < 0.6f) {
            cover = ear(x, y, left, sum);
            left -= cover;
        }
        if (left > 0.002f && y > 0.5f) {
            cover = scenery.cloth(x, y) * left;
            if (cover > 0) {
                scenery.paintCloth(x, y, paint);
                float shade =
                        (keyLevel * (0.55f + 0.3f * lightX * x) + ambientLevel)
                                * chinShadow(level, 0.12f);
                add(paint, shade, cover, sum);
                left -= cover;
            }
            cover =
                    SkinPainter.edge(0.66f + 0.12f * Math.max(0, y - 1.3f) - Math.abs(x), 0.03f)
                            * left;
            if (cover > 0) {
                neck(x, y, level, cover, sum);
                left -= cover;
            }
        }
        if (left > 0.002f) {
            cover = hair.behind(x, y) * left;
            if (cover > 0) {
                addHair(x, y, 0.5f, cover, sum);
                left -= cover;
            }
        }
        if (left > 0.002f) {
            float unit = 2 * conditions.scale() / size;
            scenery.background(
                    px * unit - conditions.scale(), py * unit - conditions.scale(), paint);
            float exposure = conditions.exposure();
            for (int c = 0; c < 3; c++) {
                sum[c] += left * paint[c] * exposure * (0.5f + 0.5f * conditions.lightColour()[c]);
            }
        }
    }

    private static float chinShadow(float level, float floor) {
        return floor + (1 - floor) * Math.min(1, Math.max(0, (level - 1) * 0.9f));
    }

    private float ear(float x, float y, float left, float[] sum) {
        float scale = subject.head().ears();
        float dx = (Math.abs(x) - 0.99f) / (0.13f * scale);
        float dy = (y - 0.1f) / (0.29f * scale);
        float cover = SkinPainter.edge(1 - dx * dx - dy * dy, 0.12f) * left;
        if (cover > 0) {
            float inner = Math.max(0, 1 - (dx * dx * 2.6f + dy * dy * 2));
            float[] tone = subject.skin().tone();
            float grain = 1 + subject.skin().texture() * NoiseField.octaves(x * 120, y * 120);
            float lit =
                    keyLevel * Math.max(0.15f, 0.55f + 0.45f * lightX * Math.signum(x))
                            + ambientLevel * 0.85f;
            float shade = lit * (1 - 0.45f * inner) * grain;
            sum[0] += cover * tone[0] * shade * 1.05f;
            sum[1] += cover * tone[1] * shade * 0.86f;
            sum[2] += cover * tone[2] * shade * 0.86f;
        }
        return cover;
    }

    private void neck(float x, float y, float level, float cover, float[] sum) {
        float nx = Math.max(-0.95f, Math.min(0.95f, x / 0.7f));
        shade(nx, 0.15f, (float) Math.sqrt(1 - nx * nx), 1, 1, other);
        float dark = chinShadow(level, 0.3f);
        float[] tone = subject.skin().tone();
        float grain = 1 + subject.skin().texture() * NoiseField.octaves(x * 110 + 77, y * 110);
        for (int c = 0; c < 3; c++) {
            sum[c] += cover * tone[c] * other[c] * dark * grain * (c == 0 ? 0.95f : 0.9f);
        }
    }

    private void addHair(float x, float y, float depth, float cover, float[] sum) {
        hair.paint(x, y, paint);
        float grow = 1.1f + subject.hair().volume();
        float nx = Math.max(-1, Math.min(1, x / grow));
        float ny = Math.max(-1, Math.min(1, (y + 0.2f) / (1.6f * grow)));
        float nz = (float) Math.sqrt(Math.max(0.05f, 1 - nx * nx - ny * ny));
        shade(nx, ny, nz, 1, 1, other);
        float gloss = other[3] * paint[3];
        for (int c = 0; c < 3; c++) {
            sum[c] += cover * depth * (paint[c] * other[c] + gloss);
        }
    }

    private void add(float[] colour, float shade, float cover, float[] sum) {
        for (int c = 0; c < 3; c++) {
            sum[c] += cover * colour[c] * shade * (0.5f + 0.5f * conditions.lightColour()[c]);
        }
    }

    private float mix(float[] grid, int k, float fx, float fy) {
        float top = grid[k] + fx * (grid[k + 1] - grid[k]);
        int below = k + corners;
        float bottom = grid[below] + fx * (grid[below + 1] - grid[below]);
        return top + fy * (bottom - top);
    }
}
