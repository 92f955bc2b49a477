/** Error rates before they are reported. No part of the API. */
package org.lgsc.eval.internal.metric;
