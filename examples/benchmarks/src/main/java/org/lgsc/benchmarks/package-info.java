/** Kernels, timed with JMH; whole steps are timed by the command {@code bench}. */
package org.lgsc.benchmarks;
