# The rival of tools/train-race.sh: tells its parameters, then trains as many steps as each line of input says and tells the seconds.
import sys
import time

import torch
import torch.nn as nn


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride) if stride != 1 else nn.Identity()

    def forward(self, x):
        return torch.relu_(self.main(x) + self.shortcut(x))


def network(name):
    if name == "resnet8":
        return nn.Sequential(
            nn.Conv2d(3, 16, 3, 1, 1), nn.BatchNorm2d(16), nn.ReLU(inplace=True), Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)), 64
    return nn.Sequential(
        nn.Conv2d(3, 32, 3), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(1024, 64), nn.ReLU(inplace=True), nn.Linear(64, 10)), 256


torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[2]))
layout = torch.channels_last if sys.argv[3] == "1" else torch.contiguous_format
model, batch = network(sys.argv[1])
model = model.to(memory_format=layout).train()
optimizer = torch.optim.Adam(model.parameters())
loss = nn.CrossEntropyLoss()
images = torch.randn(batch, 3, 32, 32).to(memory_format=layout)
labels = torch.randint(0, 10, (batch,))
print(sum(p.numel() for p in model.parameters()), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        optimizer.zero_grad(set_to_none=True)
        loss(model(images), labels).backward()
        optimizer.step()
    print(time.perf_counter() - start, flush=True)
