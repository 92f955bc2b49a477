/** Files next to a score file. Not part of the API. */
package org.lgsc.eval.internal.protocol;
