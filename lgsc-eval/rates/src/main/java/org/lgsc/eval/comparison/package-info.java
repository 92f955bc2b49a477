/**
 * Two systems on the same presentations: their error rates side by side, McNemar's test on the
 * errors, and a paired bootstrap of the difference of their ACER.
 */
package org.lgsc.eval.comparison;
