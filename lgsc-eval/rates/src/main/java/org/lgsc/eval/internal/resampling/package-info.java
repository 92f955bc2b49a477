/**
 * Bootstrap intervals: units that belong together, e.g. people, are drawn with replacement. No part
 * of the API.
 */
package org.lgsc.eval.internal.resampling;
