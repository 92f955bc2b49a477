/**
 * Networks of others: any network for presentation attack detection in ONNX, by a card that says
 * how its makers cut, scale and read, so that it scores faces beside this library's own models.
 */
package org.lgsc.core.foreign;
