/** Error rates before they are reported. Not part of the API. */
package org.lgsc.eval.internal.metric;
